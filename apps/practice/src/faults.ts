import { z } from 'zod'
import { mustBeOneOf } from './input.ts'

/** Faults that can occur when a subscription is created. */
export const createFaults = ['403', '500', 'hang', 'slow', 'drop-after-create', 'html', 'empty'] as const

/** Faults that can occur when a subscription is deleted. */
export const removeFaults = ['403', '404', '500', 'hang', 'slow', 'html', 'drop-after-delete'] as const

/** Operation for which a fault can be enabled. */
export type FaultPlace = 'create' | 'remove'

const slowest = 120_000
const mustBeMs = `must be a whole number of milliseconds from 0 to ${slowest}`

/** Injected faults. Omitted faults are off. */
export const Faults = z.strictObject({
  create: faultOf(createFaults),
  remove: faultOf(removeFaults),
  /** Delay of `slow`, in milliseconds. */
  slowMs: z
    .int(mustBeMs)
    .min(0, mustBeMs)
    .max(slowest, mustBeMs)
    .nullish()
    .transform(ms => ms ?? 2000),
  /** True for a fault that turns itself off once it has happened. */
  once: z
    .boolean('must be true or false')
    .nullish()
    .transform(once => once ?? false)
})
export type Faults = z.infer<typeof Faults>

/** All faults disabled. */
export const noFaults: Faults = Faults.parse({})

function faultOf<const T extends readonly string[]>(choices: T) {
  const one = z.enum(choices, { error: `${mustBeOneOf(choices)}, or null` })
  return one.nullish().transform(fault => fault ?? null)
}
