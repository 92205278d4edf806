import { runHostile } from './hostile/run-hostile.ts'

/**
 * `node packages/tools/run.mjs hostile`: runs the built server under attacks. The last line contains the figures and the
 * reached targets; the exit code is 1 when one is missed.
 */
export async function main() {
  return runHostile({ say: console.log })
}
