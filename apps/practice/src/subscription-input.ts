import { z } from 'zod'
import { findDialect, fits } from './dialects.ts'
import { departmentChoices, EventType } from './event-types.ts'
import { mustBeOneOf } from './input.ts'

const mustBeUrl =
  'must be a full http or https URL without user name and password, such as http://127.0.0.1:3000/e/abc'
const mustBeSeconds = 'must be a whole number of seconds from 1 to 31536000, or null for no end'

const Seconds = z.int(mustBeSeconds).min(1, mustBeSeconds).max(31_536_000, mustBeSeconds)

/** Input that creates a subscription. Optional fields may be omitted or null. */
export const NewSubscription = z
  .strictObject({
    url: z
      .string(mustBeUrl)
      .max(2000, 'must be no longer than 2000 characters')
      .refine(isCallable, mustBeUrl),
    eventType: z.enum(EventType.options, { error: mustBeOneOf(EventType.options) }),
    list: z.boolean('must be true or false').nullish(),
    department: z.string('must be a text').nullish(),
    /** Id of another service's dialect; GET /api/dialects lists all dialects. */
    dialect: z.string('must be a text').nullish(),
    /** Signing key to use instead of a generated one. */
    key: z
      .string('must be a text')
      .min(1, 'must not be empty')
      .max(5000, 'must be no longer than 5000 characters')
      .nullish(),
    expiresInSeconds: Seconds.nullish()
  })
  .superRefine(({ dialect, key }, context) => {
    const known = findDialect(dialect ?? null)
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (typeof dialect === 'string' && !known) refuse('dialect', 'must be one that GET /api/dialects lists')
    if (known && typeof key === 'string' && !fits(known, key))
      refuse('key', `must be one that the dialect "${known.id}" can sign with; leave it out to have one made`)
  })
  .superRefine(({ department, eventType }, context) => {
    const choices = departmentChoices(eventType).map(choice => choice.value)
    if (typeof department !== 'string' || choices.includes(department)) return
    const message = `${mustBeOneOf(choices)} for "${eventType}"; GET /api/departments lists them`
    context.addIssue({ code: 'custom', path: ['department'], message })
  })
export type NewSubscription = z.infer<typeof NewSubscription>

/** Input for renewing a subscription. The lifetime starts now. */
export const Renewal = z.strictObject({
  expiresInSeconds: z.union([Seconds, z.null()], { error: mustBeSeconds })
})

function isCallable(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  return ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.password === ''
}
