import { expect, test } from 'vitest';
import { fetchThroughGate, SignInGate } from './gate';

const answers = (...statuses: number[]) => {
  const bodies: string[] = [];
  const send = async (request: Request) => {
    bodies.push(await request.text());
    return new Response(null, { status: statuses.shift() ?? 500 });
  };
  return { send, bodies };
};

const patch = () =>
  new Request('http://localhost/annotations/1', { method: 'PATCH', body: '{"rawValue":"12.50"}' });

test('a change that was refused because the session ended is sent again, unchanged, after signing in', async () => {
  const gate = new SignInGate();
  gate.open();
  const { send, bodies } = answers(401, 200);
  const pending = fetchThroughGate(patch(), send, gate);
  await expect.poll(gate.isClosed).toBe(true);
  gate.open();
  expect((await pending).status).toBe(200);
  expect(bodies).toEqual(['{"rawValue":"12.50"}', '{"rawValue":"12.50"}']);
  expect(gate.isClosed()).toBe(false);
});

test('a second end of the session makes it wait again', async () => {
  const gate = new SignInGate();
  gate.open();
  const { send, bodies } = answers(401, 401, 200);
  const pending = fetchThroughGate(patch(), send, gate);
  await expect.poll(gate.isClosed).toBe(true);
  gate.open();
  await expect.poll(() => bodies.length === 2 && gate.isClosed()).toBe(true);
  gate.open();
  expect((await pending).status).toBe(200);
});

test('before anybody signed in, a refusal is simply the answer', async () => {
  const { send } = answers(401);
  expect((await fetchThroughGate(patch(), send, new SignInGate())).status).toBe(401);
});

test('other refusals do not wait', async () => {
  const gate = new SignInGate();
  gate.open();
  const { send } = answers(403);
  expect((await fetchThroughGate(patch(), send, gate)).status).toBe(403);
});
