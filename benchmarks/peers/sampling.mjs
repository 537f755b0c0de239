// What the programs in the folders beside have in common: compare.py runs them as
//
//   node segments/bench.mjs MODULES '{"text": ...}'
//
// MODULES is a folder with node_modules. The answer is a line of JSON, {"name of a case": [ns, ...]}, or an error.
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';

const SAMPLES = 9;
const SAMPLE_US = 50_000;

export const load = createRequire(join(resolve(process.argv[2]), 'package.json'));
export const payload = JSON.parse(process.argv[3]);

// Keeps the last result, so that no call can be left out.
let kept;

// Microseconds of processor time, as ours are measured: others use the machine too.
function run(call, times) {
  const begin = process.cpuUsage();
  for (let i = 0; i < times; ++i) kept = call();
  const used = process.cpuUsage(begin);
  return used.user + used.system;
}

// Nanoseconds a call, several times. `expected` is what each call must answer: what does something else is not timed.
export function sample(call, expected) {
  const answer = call();
  if (answer !== expected) throw new Error(`answers ${JSON.stringify(answer)}, not ${JSON.stringify(expected)}`);
  let times = 100;
  while (run(call, times) < SAMPLE_US) times *= 2; // warm by then
  const samples = [];
  for (let i = 0; i < SAMPLES; ++i) samples.push((run(call, times) * 1000) / times);
  if (kept !== expected) throw new Error('answers something else after a while');
  return samples;
}

export function answer(cases) {
  console.log(JSON.stringify(cases));
}
