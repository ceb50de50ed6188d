/**
 * A real OpenID provider for the tests: `node provider.mjs`. It prints its address, then reads from its standard input
 * one line, the address that browsers come back to. Whoever types an e-mail into its page is that person; of an e-mail
 * that begins with "unverified" it does not say that it reaches anybody.
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import Provider from 'oidc-provider';

const client = { id: process.env.CLIENT_ID, secret: process.env.CLIENT_SECRET };
if (!client.id || !client.secret) throw new Error('CLIENT_ID and CLIENT_SECRET are needed');

/** Until it knows where browsers come back to, it cannot answer. */
let answer = (_request, response) => response.writeHead(503).end();
const server = createServer((request, response) => answer(request, response));
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const issuer = `http://127.0.0.1:${server.address().port}`;
console.log(`listening on ${issuer}`);

function provider(redirectUri) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' };
  return new Provider(issuer, {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [redirectUri] }],
    jwks: { keys: [key] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    pkce: { required: () => true, methods: ['S256'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        email: id,
        email_verified: !id.startsWith('unverified'),
        name: id.split('@')[0],
      }),
    }),
  });
}

for await (const line of createInterface({ input: process.stdin })) {
  answer = provider(line.trim()).callback();
  console.log('ready');
}
server.close();
server.closeAllConnections();
