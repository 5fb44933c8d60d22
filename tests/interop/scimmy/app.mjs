// A SCIM server as an application developer would write it with SCIMMY and its express routers:
// the handlers keep plain objects in two Maps, the libraries do all the SCIM work. What the
// libraries get wrong is left wrong; it is what the interop tests look at.
//
//     SCIM_TOKEN=... node app.mjs PORT          (or PORT in the environment)

import {randomUUID} from "node:crypto";
import express from "express";
import SCIMMY from "scimmy";
import SCIMMYRouters from "scimmy-routers";

const port = Number(process.argv[2] ?? process.env.PORT);
const token = process.env.SCIM_TOKEN;

if (!Number.isInteger(port) || port < 0 || port > 65535 || !token) {
    console.error("usage: SCIM_TOKEN=... node app.mjs PORT");
    process.exit(2);
}

const users = new Map();
const groups = new Map();

const notFound = (id) => new SCIMMY.Types.Error(404, null, `Resource ${id} not found`);

// One resource by its id, or all resources that match the filter. Sorting, paging and the choice
// of attributes are done by SCIMMY on what is returned here.
const read = (store, {id, filter}) => {
    if (id) {
        if (!store.has(id)) throw notFound(id);
        return structuredClone(store.get(id));
    }

    const resources = [...store.values()].map(resource => structuredClone(resource));
    return filter ? filter.match(resources) : resources;
};

// Create or replace one resource. PATCH arrives here too, as the resource with the changes made.
const write = (store, id, instance) => {
    const {schemas, meta, ...attributes} = JSON.parse(JSON.stringify(instance));
    const now = new Date().toISOString();
    const resource = {
        ...attributes,
        id: id ?? randomUUID(),
        meta: {created: store.get(id)?.meta.created ?? now, lastModified: now}
    };

    store.set(resource.id, resource);
    return structuredClone(resource);
};

SCIMMY.Resources.declare(SCIMMY.Resources.User, {
    extensions: [{schema: SCIMMY.Schemas.EnterpriseUser, required: false}],
    egress: (resource) => read(users, resource),
    ingress: ({id}, instance) => {
        if (id && !users.has(id)) throw notFound(id);

        const userName = instance.userName.toLowerCase();
        if ([...users.values()].some(user => user.id !== id && user.userName.toLowerCase() === userName))
            throw new SCIMMY.Types.Error(409, "uniqueness", `userName '${instance.userName}' is already taken`);

        return write(users, id, instance);
    },
    degress: ({id}) => {
        if (!users.delete(id)) throw notFound(id);

        for (const group of groups.values())
            group.members = group.members?.filter(member => member.value !== id);
    }
});

SCIMMY.Resources.declare(SCIMMY.Resources.Group, {
    egress: (resource) => read(groups, resource),
    ingress: ({id}, instance) => {
        if (id && !groups.has(id)) throw notFound(id);
        return write(groups, id, instance);
    },
    degress: ({id}) => {
        if (!groups.delete(id)) throw notFound(id);
    }
});

const app = express();

app.use("/scim/v2", new SCIMMYRouters({
    type: "bearer",
    handler: (request) => {
        const [scheme, credential] = (request.header("Authorization") ?? "").split(" ");
        if (scheme.toLowerCase() !== "bearer" || credential !== token)
            throw new Error("Missing or unknown bearer token");
    },
    baseUri: (request) => `${request.protocol}://${request.get("host")}`
}));

const server = app.listen(port, "127.0.0.1", (error) => {
    if (error) throw error;
    console.log(`Serving SCIM on http://127.0.0.1:${server.address().port}/scim/v2`);
});
