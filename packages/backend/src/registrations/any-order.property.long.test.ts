import { appendFileSync, cpSync } from 'node:fs'
import { join } from 'node:path'
import type { Store } from '@hookwright/store'
import fc from 'fast-check'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { breachesOf, lossesOf } from '../testing/any-order/breaches.ts'
import { anyAct, bringToEnd } from '../testing/any-order/commands.ts'
import { historyOf } from '../testing/any-order/history.ts'
import { plantedBugs } from '../testing/any-order/planted-bugs.ts'
import { drawWorld, openWorld } from '../testing/any-order/world.ts'
import { makeFolder } from '../testing/open-backend.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Number of random sequences in the long test. Absent for the short test, which runs a few. */
    sequences?: number
    /**
     * File to which the history of each simulated installation is appended, one line each. Empty for none.
     */
    histories?: string
  }
}

const FEW = 50
const FEW_TIME = 300_000

// The test is the same wherever it is started from: nothing but the long one needs a configuration.
const long = inject('sequences')
const sequences = long ?? FEW
const histories = inject('histories') ?? ''
const timeout = long === undefined ? { timeout: FEW_TIME } : {}

let drawn: Awaited<ReturnType<typeof drawWorld>>
let first: string
beforeAll(async () => {
  const { folder, remove } = makeFolder()
  first = join(folder, 'first')
  drawn = await drawWorld(first)
  return remove
})

/**
 * Runs random sequences of actions, each in its own simulated installation. Returns the first failure as
 * text, or `null`.
 */
const tryWorlds = async (params: {
  sequences: number
  acts: number
  seed?: number
  plant?: (store: Store) => Store
}): Promise<string | null> => {
  const { sequences, acts, seed, plant } = params
  const property = fc.asyncProperty(
    fc.commands(anyAct, { maxCommands: acts, size: 'max' }),
    fc.nat(),
    async (commands, worldSeed) => {
      const { folder, remove } = makeFolder()
      cpSync(first, folder, { recursive: true })
      const world = await openWorld(folder, { ...drawn, seed: worldSeed, ...(plant && { plant }) })
      try {
        await fc.asyncModelRun(() => ({ model: { moved: 0 }, real: world }), commands)
        await bringToEnd(world)
        const wrong = [...(await breachesOf(world)), ...(await lossesOf(world))]
        if (histories !== '' && !plant)
          appendFileSync(histories, `${JSON.stringify(await historyOf(world))}\n`)
        if (wrong.length > 0) throw new Error(wrong.join(' '))
      } finally {
        await world.close()
        remove()
      }
    }
  )
  const details = await fc.check(property, {
    numRuns: sequences,
    ...(seed !== undefined && { seed }),
    ...(plant && { endOnFailure: true })
  })
  return details.failed
    ? `${fc.defaultReportMessage(details)}
${details.errorInstance}`
    : null
}

test(
  'in any order of acts every registration has an owner, and no acknowledged delivery is lost or run twice',
  timeout,
  async () => {
    expect(await tryWorlds({ sequences, acts: long === undefined ? 10 : 40 })).toBeNull()
  }
)

describe('sequences find', () => {
  // Those that are found soonest come first.
  test.each(Object.entries(plantedBugs).slice(0, long === undefined ? 2 : undefined))(
    '%s',
    timeout,
    async (_, plant) => {
      expect(await tryWorlds({ sequences: 300, acts: 25, seed: 1, plant })).not.toBeNull()
    }
  )
})
