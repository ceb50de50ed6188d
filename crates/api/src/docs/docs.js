// Shows /api/openapi.json. Text goes in as text nodes only, so nothing in the document can become markup.
"use strict";

const METHODS = ["get", "post", "put", "patch", "delete"];

function element(tag, options = {}, ...children) {
  const made = Object.assign(document.createElement(tag), options);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const nameOf = (reference) => reference.split("/").pop();

/** A schema as a short type, e.g. `Collection[] | null`. */
function typeOf(schema) {
  if (!schema) return "";
  if (schema.$ref) return nameOf(schema.$ref);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.oneOf || schema.anyOf) return (schema.oneOf || schema.anyOf).map(typeOf).join(" | ");
  const types = [].concat(schema.type || "any");
  return types.map((type) => (type === "array" ? `${typeOf(schema.items)}[]` : type)).join(" | ");
}

/** An example value of a schema, with references followed a few steps. */
function exampleOf(schema, schemas, depth = 0) {
  if (!schema || depth > 6) return null;
  if (schema.$ref) return exampleOf(schemas[nameOf(schema.$ref)], schemas, depth + 1);
  if (schema.enum) return schema.enum[0];
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => exampleOf(part, schemas, depth + 1)));
  if (schema.oneOf || schema.anyOf) {
    const parts = schema.oneOf || schema.anyOf;
    return exampleOf(parts.find((part) => part.type !== "null") || parts[0], schemas, depth + 1);
  }
  const type = [].concat(schema.type || "string")[0];
  if (type === "array") return [exampleOf(schema.items, schemas, depth + 1)];
  if (type === "object") {
    const properties = Object.entries(schema.properties || {});
    return Object.fromEntries(properties.map(([key, value]) => [key, exampleOf(value, schemas, depth + 1)]));
  }
  if (type === "boolean") return false;
  if (type === "integer" || type === "number") return schema.default ?? schema.minimum ?? 0;
  if (type === "null") return null;
  return (schema.pattern || "").includes("32") ? "0198c0ffee0070008000000000000001" : "string";
}

function table(heads, rows) {
  const head = element("tr", {}, ...heads.map((text) => element("th", { textContent: text })));
  const body = rows.map((cells) => element("tr", {}, ...cells.map((text) => element("td", { textContent: text }))));
  return element("table", {}, element("thead", {}, head), element("tbody", {}, ...body));
}

function content(title, holder, schemas) {
  const [type, { schema } = {}] = Object.entries(holder.content || {})[0] || [];
  if (!type || !schema) return element("p", { textContent: title });
  const summary = element("summary", { textContent: `${title} — ${typeOf(schema) || type} (${type})` });
  const shown = type.includes("json") ? JSON.stringify(exampleOf(schema, schemas), null, 2) : typeOf(schema);
  return element("details", {}, summary, element("pre", { textContent: shown }));
}

function operation(method, path, described, schemas) {
  const heading = element("h2", {}, element("span", { className: "method", textContent: method.toUpperCase() }), element("code", { textContent: path }));
  const parameters = (described.parameters || []).map((parameter) => [
    parameter.name, parameter.in, typeOf(parameter.schema), parameter.required ? "yes" : "no", parameter.description || "",
  ]);
  const answers = Object.entries(described.responses).sort();
  const good = answers.filter(([status]) => status < "400");
  const problems = answers.filter(([status]) => status >= "400").map(([status, answer]) => [status, answer.description]);
  return element("section", { id: described.operationId },
    heading,
    element("p", { textContent: described.summary || "" }),
    described.description ? element("p", { textContent: described.description }) : null,
    parameters.length ? table(["Parameter", "In", "Type", "Required", ""], parameters) : null,
    described.requestBody ? content("Body", described.requestBody, schemas) : null,
    ...good.map(([status, answer]) => content(`${status} ${answer.description}`, answer, schemas)),
    element("details", {}, element("summary", { textContent: "Problems" }), table(["Status", ""], problems)));
}

async function show() {
  const answer = await fetch("/api/openapi.json");
  const api = await answer.json();
  const schemas = api.components.schemas;
  document.getElementById("intro").append(...api.info.description.split("\n\n").map((text) => element("p", { textContent: text })));
  const list = document.getElementById("list");
  const operations = document.getElementById("operations");
  operations.replaceChildren();
  const groups = new Map();
  for (const [path, item] of Object.entries(api.paths)) {
    for (const method of METHODS.filter((known) => item[known])) {
      const described = item[method];
      operations.append(operation(method, path, described, schemas));
      const tag = (described.tags || ["Other"])[0];
      if (!groups.has(tag)) groups.set(tag, []);
      groups.get(tag).push(element("a", { href: `#${described.operationId}`, textContent: `${method.toUpperCase()} ${path}` }));
    }
  }
  for (const [tag, links] of groups) list.append(element("h3", { textContent: tag }), ...links);
}

show().catch(() => {
  document.getElementById("operations").textContent = "The document cannot be loaded. Open /api/openapi.json instead.";
});
