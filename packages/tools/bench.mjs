import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { prepare } from './commands/prepare.mjs'
import { root } from './commands/root.mjs'
import { runCommand } from './commands/run-command.mjs'

/**
 * A part of the bench, with the scripts that prepare its requirements.
 * @typedef {object} Part
 * @property {string} name
 * @property {string[]} needs the scripts that make sure of what it needs beside the packages
 * @property {(profile: string | undefined) => Promise<number>} run gives the exit code
 */

/** @type {Part[]} */
const allParts = [
  {
    name: 'receiving',
    needs: ['./ensure-wrk.mjs'],
    run: async profile => {
      const { runBench } = await import('./bench/run-bench.mjs')
      return runBench({ say: console.log, ...(profile === undefined ? {} : { profile }) })
    }
  },
  {
    name: 'growth',
    needs: ['./ensure-wrk.mjs'],
    run: async () => {
      const { runGrowthBench } = await import('./bench/growth/run-growth-bench.mjs')
      return runGrowthBench({ say: console.log })
    }
  },
  {
    name: 'flows',
    needs: [],
    run: async () => {
      const { runFlowsBench } = await import('./bench/flows/run-flows-bench.mjs')
      return runFlowsBench({ say: console.log })
    }
  },
  {
    name: 'search',
    needs: ['./ensure-wrk.mjs'],
    run: async () => {
      const { runSearchBench } = await import('./bench/search/run-search-bench.mjs')
      return runSearchBench({ say: console.log })
    }
  },
  {
    name: 'runs',
    needs: ['./ensure-wrk.mjs'],
    run: async () => {
      const { runRunsBench } = await import('./bench/runs/run-runs-bench.mjs')
      return runRunsBench({ say: console.log })
    }
  },
  {
    name: 'canvas',
    needs: ['./ensure-browser.mjs'],
    run: async () => {
      const { runCanvasBench } = await import('./bench/canvas/run-canvas-bench.mjs')
      return runCanvasBench({ say: console.log })
    }
  },
  {
    name: 'palette',
    needs: ['./ensure-browser.mjs'],
    run: async () => {
      const { runPaletteBench } = await import('./bench/palette/run-palette-bench.mjs')
      return runPaletteBench({ say: console.log })
    }
  },
  {
    name: 'live',
    needs: ['./ensure-browser.mjs', './ensure-wrk.mjs'],
    run: async () => {
      const { runLiveBench } = await import('./bench/live/run-live-bench.mjs')
      return runLiveBench({ say: console.log })
    }
  },
  {
    name: 'scroll',
    needs: ['./ensure-browser.mjs'],
    run: async () => {
      const { runScrollBench } = await import('./bench/scroll/run-scroll-bench.mjs')
      return runScrollBench({ say: console.log })
    }
  },
  {
    name: 'newcomer',
    needs: ['./ensure-browser.mjs'],
    run: async () => {
      const { runNewcomerBench } = await import('./bench/newcomer/run-newcomer-bench.mjs')
      return runNewcomerBench({ say: console.log })
    }
  }
]

/**
 * `npm run bench`: compares the product with a minimal reference for the same work, in one run. `-- --only NAME` runs
 * one part. `-- --profile FOLDER` writes a CPU profile of the receiving product there, which makes it slower.
 */
process.exitCode = await bench()

async function bench() {
  const options = {
    only: /** @type {const} */ ({ type: 'string' }),
    profile: /** @type {const} */ ({ type: 'string' })
  }
  const { only, profile } = parseArgs({ options }).values
  const parts = allParts.filter(({ name }) => only === undefined || name === only)
  if (parts.length === 0) {
    console.error(`--only is "${only}"; give one of ${allParts.map(({ name }) => name).join(', ')}.`)
    return 1
  }
  if (!(await prepare({ root, say: console.log }))) return 1
  let code = 0
  for (const { needs, run } of parts) {
    code = Math.max(code, (await ensured(needs)) ? await run(profile) : 1)
  }
  return code
}

/**
 * @param {string[]} needs
 * @returns {Promise<boolean>} whether all of it is there
 */
async function ensured(needs) {
  for (const need of needs) {
    const ensure = fileURLToPath(new URL(need, import.meta.url))
    const { code } = await runCommand({ command: process.execPath, args: [ensure], cwd: root, aloud: true })
    if (code !== 0) return false
  }
  return true
}
