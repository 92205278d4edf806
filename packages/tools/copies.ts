import { runCopies } from './copies/run-copies.ts'

/** `node packages/tools/run.mjs copies`: tests backup, restore and key rotation while events arrive. */
export async function main() {
  return runCopies({ say: console.log })
}
