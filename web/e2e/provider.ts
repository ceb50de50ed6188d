/** Starts the real OpenID provider of `tools/oidc-provider` on a free port. */
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { heard } from './server';

export type Provider = {
  readonly issuer: string;
  readonly client: { readonly id: string; readonly secret: string };
  /** Tells it where browsers come back to; before, it answers nobody. */
  comesBackTo: (address: string) => Promise<void>;
  stop: () => Promise<void>;
};

const folder = resolve(import.meta.dirname, '../tools/oidc-provider');

export async function startProvider(): Promise<Provider> {
  const client = { id: 'perigee', secret: 'a secret of the client for tests' };
  const child = spawn(process.execPath, [join(folder, 'provider.mjs')], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, CLIENT_ID: client.id, CLIENT_SECRET: client.secret },
  });
  const [issuer = ''] = await heard(child, [/listening on (http:\/\/[\d.:]+)\s/]);
  return {
    issuer,
    client,
    comesBackTo: async (address) => {
      const ready = heard(child, [/(ready)/]);
      child.stdin.write(`${address}\n`);
      await ready;
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((done) => child.once('exit', done));
      child.kill();
      await ended;
    },
  };
}
