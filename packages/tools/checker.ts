import { runChecker } from './checker/run-checker.ts'

/** `node packages/tools/run.mjs checker`: tests that the history checker finds bugs injected into a real server. */
export async function main() {
  return runChecker({ say: console.log })
}
