// SPDX-License-Identifier: GPL-3.0-or-later
// An MCP server made with the official SDK: `node server.mjs stdio | http | sse`. Over HTTP it writes its port in its first line.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { SSEServerTransport } from "@modelcontextprotocol/sdk/server/sse.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { z } from "zod";

const text = (words) => ({ content: [{ type: "text", text: String(words) }] });

function makeServer() {
  const server = new McpServer({ name: "peer", version: "1.0.0" });
  server.registerTool("math.add", { description: "Adds.", inputSchema: { a: z.number(), b: z.number() } }, ({ a, b }) => text(a + b));
  server.registerTool("echo", { inputSchema: { text: z.string(), mode: z.enum(["plain", "loud"]).optional() } },
    ({ text: words, mode }) => text(mode === "loud" ? words.toUpperCase() : words));
  server.registerTool("fail", {}, () => { throw new Error("the peer's bulb is broken"); });
  server.registerTool("big", {}, () => text("ä".repeat(200_000)));
  server.registerTool("slow", {}, (extra) => new Promise((done) => extra.signal.addEventListener("abort", () => { cancelled += 1; done(text("")); })));
  server.registerTool("cancelled", {}, () => text(cancelled));
  server.registerTool("grow", {}, () => {
    server.registerTool("grown", {}, () => text("I am new"));
    return text("done");
  });
  return server;
}

let cancelled = 0;
const mode = process.argv[2];
if (mode === "stdio") {
  await makeServer().connect(new StdioServerTransport());
} else {
  const transports = new Map();
  const bodyOf = async (request) => {
    let body = "";
    for await (const piece of request) body += piece;
    return body === "" ? undefined : JSON.parse(body);
  };
  const http = createServer(async (request, response) => {
    const url = new URL(request.url, "http://127.0.0.1");
    if (request.headers.authorization !== "Bearer peers-token") {
      response.writeHead(401).end();
    } else if (mode === "sse" && request.method === "GET") {
      const transport = new SSEServerTransport("/messages", response);
      transports.set(transport.sessionId, transport);
      await makeServer().connect(transport);
    } else if (mode === "sse" && url.pathname === "/messages") {
      await transports.get(url.searchParams.get("sessionId")).handlePostMessage(request, response);
    } else if (mode === "sse") {
      response.writeHead(405).end();
    } else {
      const known = transports.get(request.headers["mcp-session-id"]);
      if (!known && request.headers["mcp-session-id"]) {
        response.writeHead(404).end();
        return;
      }
      const transport = known ?? new StreamableHTTPServerTransport({
        sessionIdGenerator: randomUUID,
        onsessioninitialized: (id) => transports.set(id, transport),
        onsessionclosed: (id) => { transports.delete(id); console.log(JSON.stringify({ closed: id })); },
      });
      if (!known) await makeServer().connect(transport);
      await transport.handleRequest(request, response, await bodyOf(request));
    }
  });
  http.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ port: http.address().port })));
}
