#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds what was really said against an OpenAPI 3.1 description: openapi_check.py DESCRIPTION.json TRANSCRIPT.json [STATUS,…]

The statuses are those that are not brought about there. The transcript is a list of {method, path, status, question, headers, body}. Exit status 1 and one line for each fault."""
import json
import re
import sys
import warnings

warnings.simplefilter("ignore", DeprecationWarning)  # the way that old and new versions know
from jsonschema import Draft202012Validator, RefResolver

# What is answered before the path has a say, or because there is none.
ANYWHERE = {400, 401, 403, 404, 405, 408, 413, 429, 431, 503}
# Seen by tests of the HTTP front door; bringing it about takes seconds.
NOT_HERE = {"408"}


class Description:
    def __init__(self, document):
        self.document = document
        self.resolver = RefResolver("", document)

    def resolved(self, value):
        while "$ref" in value:
            value = self.resolver.resolve(value["$ref"])[1]
        return value

    def faults(self, schema, value):
        validator = Draft202012Validator(schema, resolver=self.resolver)
        return [f"{'/'.join(map(str, e.absolute_path)) or '(whole)'}: {e.message[:200]}" for e in validator.iter_errors(value)]

    def check_itself(self):
        assert self.document["openapi"].startswith("3.1."), "not OpenAPI 3.1"
        for name, schema in self.document["components"]["schemas"].items():
            Draft202012Validator.check_schema(schema)
            if schema.get("type") == "object" and schema.get("additionalProperties") is not False:
                raise AssertionError(f"{name} lets unknown fields pass")
        ids = []
        for path, operations in self.document["paths"].items():
            for method, operation in operations.items():
                ids.append(operation["operationId"])
                for status, response in operation["responses"].items():
                    if status != "101":  # what follows is no answer
                        schema = self.resolved(response)["content"]["application/json"]["schema"]
                        Draft202012Validator.check_schema(self.resolved(schema))
        assert len(ids) == len(set(ids)), "an operationId twice"

    def path(self, asked):
        """The described path that this is one of; itself when there is none."""
        for path in sorted(self.document["paths"], key=lambda described: described.count("{")):
            if re.fullmatch(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)), asked):
                return path
        return asked

    def operation(self, exchange):
        return self.document["paths"].get(self.path(exchange["path"]), {}).get(exchange["method"].lower())


def check(description, exchange):
    """The faults of one exchange, and the response of the description that it is."""
    status = exchange["status"]
    headers = exchange["headers"]
    if not headers.get("content-type", "").startswith("application/json"):
        return ["the answer is no JSON"], None
    body = json.loads(exchange["body"])
    operation = description.operation(exchange)
    if operation is None or (str(status) not in operation["responses"] and status in ANYWHERE):
        if status not in ANYWHERE:
            return [f"an undescribed request is answered with {status}"], None
        faults = description.faults({"$ref": "#/components/schemas/Error"}, body)
        if status == 405:
            described = {method.upper() for method in description.document["paths"].get(description.path(exchange["path"]), {})}
            if set(headers.get("allow", "").split(", ")) != described:
                faults.append(f"Allow is {headers.get('allow')!r}, described are {described}")
        return faults, None
    response = operation["responses"].get(str(status))
    if response is None:
        return [f"{status} is not described"], None
    response = description.resolved(response)
    faults = description.faults(response["content"]["application/json"]["schema"], body)
    for name, header in response.get("headers", {}).items():
        value = headers.get(name.lower())
        if value is None:
            faults += [f"the header {name} is missing"] if header.get("required") else []
        else:
            faults += description.faults(header["schema"], value)
    if status < 300 and exchange["question"].strip():
        wanted = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", False)
        faults += ["accepted question: " + fault for fault in description.faults(wanted, json.loads(exchange["question"]))]
    return faults, str(status)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        description = Description(json.load(file))
    with open(sys.argv[2], encoding="utf-8") as file:
        transcript = json.load(file)
    description.check_itself()
    nothere = NOT_HERE | set(sys.argv[3].split(",") if len(sys.argv) > 3 else [])
    faults = []
    seen = {}
    codes = set()
    for exchange in transcript:
        name = f"{exchange['method']} {description.path(exchange['path'])}"
        found, status = check(description, exchange)
        faults += [f"{name} → {exchange['status']}: {fault}" for fault in found]
        if status:
            seen.setdefault(name, set()).add(status)
        if exchange["status"] >= 400:
            codes.add(json.loads(exchange["body"])["error_code"])
    # Each request has succeeded, each status of the description was seen somewhere, and so was each error code.
    everywhere = set().union(*seen.values())
    for path, operations in description.document["paths"].items():
        for method, operation in operations.items():
            name = f"{method.upper()} {path}"
            missing = {"200", "409", "502"} - nothere & set(operation["responses"]) - seen.get(name, set())
            missing |= set(operation["responses"]) - everywhere - nothere - {str(e["status"]) for e in transcript}
            faults += [f"{name}: {status} was never seen" for status in sorted(missing)]
    unseen = set(description.document["components"]["schemas"]["Error"]["properties"]["error_code"].get("enum", [])) - codes - {"timeout"}
    faults += [f"the error code {code} was never seen" for code in sorted(unseen)]
    print("\n".join(faults) or f"{len(transcript)} answers are as described, of {len(seen)} requests")
    return 1 if faults else 0


sys.exit(main())
