// SPDX-License-Identifier: GPL-3.0-or-later
// A program that uses an MCP server with the official SDK: `node client.mjs URL TOKEN`, and on its standard input a JSON array of calls,
// [name, arguments]. Writes one JSON object with what it was told.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const [url, token] = process.argv.slice(2);
let input = "";
for await (const piece of process.stdin) input += piece;
const seen = { results: [] };
const client = new Client({ name: "peer", version: "1.0.0" });
const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { Authorization: `Bearer ${token}` } } });
client.onerror = (error) => { seen.complaint = String(error); };
try {
  await client.connect(transport);
  seen.server = client.getServerVersion();
  seen.version = transport.protocolVersion;
  seen.session = transport.sessionId;
  seen.tools = [];
  let cursor;
  do {
    const page = await client.listTools({ cursor });
    seen.tools.push(...page.tools);
    cursor = page.nextCursor;
  } while (cursor);
  await client.ping();
  for (const [name, args] of JSON.parse(input)) {
    try {
      seen.results.push(await client.callTool({ name, arguments: args }));
    } catch (error) {
      seen.results.push({ code: error.code, message: error.message });
    }
  }
  await transport.terminateSession();
  await client.close();
} catch (error) {
  seen.error = String(error);
}
console.log(JSON.stringify(seen));
