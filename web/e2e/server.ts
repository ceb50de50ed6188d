/** Starts the real server on an empty folder and a free port, with samples, and tells the one-time link. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A debug build on a busy machine takes its time to draw the samples. */
const START_MS = 90_000;

export type Server = {
  readonly address: string;
  readonly link: string;
  /** Where it keeps everything. */
  readonly folder: string;
  stop: () => Promise<void>;
  /** Kills it in the middle of whatever it does; what it keeps stays. */
  crash: () => Promise<void>;
  /** Starts it on what it kept, at the same address. */
  startAgain: () => Promise<void>;
};

const binary = resolve(import.meta.dirname, '..', process.env.PERIGEE_BIN ?? '../target/debug/perigee');

/** What a program says in these patterns, once it has said all of it. */
export function heard(child: ChildProcess, patterns: RegExp[]): Promise<string[]> {
  return new Promise((done, fail) => {
    let said = '';
    const timer = setTimeout(() => fail(new Error(`it did not start:\n${said}`)), START_MS);
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const found = patterns.map((pattern) => pattern.exec(said)?.[1]);
      if (!found.every((text) => text !== undefined)) return;
      clearTimeout(timer);
      done(found as string[]);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.on('error', fail);
    child.on('exit', (code) => fail(new Error(`it ended with ${code}:\n${said}`)));
  });
}

/** Ends a program; one that does not want to is killed. */
async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill(signal);
  const force = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(force);
}

/** `environment` is added to that of the tests. */
export async function startServer(environment: Record<string, string> = {}): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'perigee-e2e-'));
  const start = (...options: string[]) =>
    spawn(binary, ['serve', '--data', folder, ...options], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    });
  let child = start('--listen', '127.0.0.1:0', '--with-samples', '--print-link');
  const stop = async () => {
    await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const [address = '', link = ''] = await heard(child, [
      /listening on (http:\/\/[\d.:]+)\s/,
      /(http:\/\/\S+\/sign-in#token=\S+)\s/,
    ]);
    // Without the application every test would fail, each in its own words.
    const screen = await (await fetch(address)).text();
    if (!screen.includes('id="root"'))
      throw new Error(`${binary} was built without web/dist; build the web application, then the binary`);
    const crash = () => end(child, 'SIGKILL');
    const startAgain = async () => {
      child = start('--listen', new URL(address).host);
      await heard(child, [/listening on (http:\/\/[\d.:]+)\s/]);
    };
    return { address, link, folder, stop, crash, startAgain };
  } catch (error) {
    await stop();
    throw error;
  }
}
