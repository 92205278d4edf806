import type { Millis } from '../kernel/millis.ts'
import { bytesOf } from '../kernel/text-bytes.ts'
import type { Arriving } from './arriving.ts'
import type { SampleRequest } from './preset.ts'

/** Values that differ in each sample request, for its placeholders. */
export interface Fresh {
  id: string
  number: number
  now: Millis
}

/** Replaces the placeholders in a sample's text with fresh values. */
export const freshText = (text: string, { id, number, now }: Fresh): string =>
  text
    .replaceAll('%id%', id)
    .replaceAll('%number%', String(number))
    .replaceAll('%seconds%', String(Math.floor(now / 1000)))
    .replaceAll('%millis%', String(now))
    .replaceAll('%iso%', new Date(now).toISOString())

/** Returns the unsigned sample request, addressed to an Event URL, with fresh values. */
export const freshRequest = (sample: SampleRequest, eventUrl: string, fresh: Fresh): Arriving => ({
  method: sample.method,
  eventUrl,
  query: freshText(sample.query, fresh),
  headers: sample.headers.flatMap(({ name, value }) => [name, freshText(value, fresh)]),
  body: bytesOf(freshText(sample.body, fresh))
})
