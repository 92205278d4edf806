import { Fault } from '@hookwright/model'
import type { z } from 'zod'

/** Reads the parameters of a method. Throws `agents.invalid-params` with the first place that does not fit. */
export const readParams = <Schema extends z.ZodType>(schema: Schema, given: unknown): z.infer<Schema> => {
  const read = schema.safeParse(given ?? {})
  if (read.success) return read.data
  const [issue] = read.error.issues
  const place = issue?.path.join('.') ?? ''
  const what = `${place === '' ? 'The parameters' : `“${place}”`}: ${issue?.message ?? 'not as expected'}.`
  throw new Fault('agents.invalid-params', { what })
}
