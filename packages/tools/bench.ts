import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { root } from './commands/root.mjs'
import { runCommand } from './commands/run-command.mjs'

const run = fileURLToPath(new URL('./run.mjs', import.meta.url))

/** A part of the bench, with the scripts that prepare its requirements. */
interface Part {
  name: string
  /** The scripts that make sure of what it needs beside the packages. */
  needs: string[]
  /** Runs it and returns the exit code. */
  run: (profile: string | undefined) => Promise<number>
}

const allParts: Part[] = [
  {
    name: 'receiving',
    needs: ['ensure-wrk'],
    run: async profile => {
      const { runBench } = await import('./bench/run-bench.ts')
      return runBench({ say: console.log, ...(profile === undefined ? {} : { profile }) })
    }
  },
  {
    name: 'growth',
    needs: ['ensure-wrk'],
    run: async () => {
      const { runGrowthBench } = await import('./bench/growth/run-growth-bench.ts')
      return runGrowthBench({ say: console.log })
    }
  },
  {
    name: 'flows',
    needs: [],
    run: async () => {
      const { runFlowsBench } = await import('./bench/flows/run-flows-bench.ts')
      return runFlowsBench({ say: console.log })
    }
  },
  {
    name: 'search',
    needs: ['ensure-wrk'],
    run: async () => {
      const { runSearchBench } = await import('./bench/search/run-search-bench.ts')
      return runSearchBench({ say: console.log })
    }
  },
  {
    name: 'runs',
    needs: ['ensure-wrk'],
    run: async () => {
      const { runRunsBench } = await import('./bench/runs/run-runs-bench.ts')
      return runRunsBench({ say: console.log })
    }
  },
  {
    name: 'canvas',
    needs: ['ensure-browser'],
    run: async () => {
      const { runCanvasBench } = await import('./bench/canvas/run-canvas-bench.ts')
      return runCanvasBench({ say: console.log })
    }
  },
  {
    name: 'palette',
    needs: ['ensure-browser'],
    run: async () => {
      const { runPaletteBench } = await import('./bench/palette/run-palette-bench.ts')
      return runPaletteBench({ say: console.log })
    }
  },
  {
    name: 'live',
    needs: ['ensure-browser', 'ensure-wrk'],
    run: async () => {
      const { runLiveBench } = await import('./bench/live/run-live-bench.ts')
      return runLiveBench({ say: console.log })
    }
  },
  {
    name: 'scroll',
    needs: ['ensure-browser'],
    run: async () => {
      const { runScrollBench } = await import('./bench/scroll/run-scroll-bench.ts')
      return runScrollBench({ say: console.log })
    }
  },
  {
    name: 'newcomer',
    needs: ['ensure-browser'],
    run: async () => {
      const { runNewcomerBench } = await import('./bench/newcomer/run-newcomer-bench.ts')
      return runNewcomerBench({ say: console.log })
    }
  }
]

/**
 * `npm run bench`: compares the product with a minimal reference for the same work, in one run. `-- --only NAME` runs
 * one part. `-- --profile FOLDER` writes a CPU profile of the receiving product there, which makes it slower.
 */
export async function main() {
  const options = {
    only: { type: 'string' } as const,
    profile: { type: 'string' } as const
  }
  const { only, profile } = parseArgs({ options }).values
  const parts = allParts.filter(({ name }) => only === undefined || name === only)
  if (parts.length === 0) {
    console.error(`--only is "${only}"; give one of ${allParts.map(({ name }) => name).join(', ')}.`)
    return 1
  }
  let code = 0
  for (const { needs, run } of parts) {
    code = Math.max(code, (await ensured(needs)) ? await run(profile) : 1)
  }
  return code
}

/** @returns whether all of it is there */
async function ensured(needs: string[]): Promise<boolean> {
  for (const need of needs) {
    const { code } = await runCommand({
      command: process.execPath,
      args: [run, need],
      cwd: root,
      aloud: true
    })
    if (code !== 0) return false
  }
  return true
}
