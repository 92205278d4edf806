import { aptInstall } from './commands/apt-install.mjs'
import { findWrk } from './find-wrk.ts'

export const main = async () => ((await ensureWrk()) ? 0 : 1)

/** Ensures that `wrk` is installed, if possible by installing it. */
async function ensureWrk() {
  if (findWrk() !== undefined) return true
  if (process.env.WRK_PATH) {
    console.log(`WRK_PATH is ${process.env.WRK_PATH}, where there is no program. Correct it or leave it out.`)
    return false
  }
  console.log('wrk, which makes the load, is missing; trying apt-get install wrk.')
  const fault = await aptInstall('wrk')
  if (fault === undefined && findWrk() !== undefined) return true
  console.log(
    `wrk could not be installed (${fault ?? 'it is not on PATH after that'}). ` +
      'Install it from https://github.com/wg/wrk, or set WRK_PATH to it, and run the command again.'
  )
  return false
}
