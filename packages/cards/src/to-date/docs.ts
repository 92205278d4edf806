import type { CardDocs } from '@hookwright/engine'

export const toDateDocs: CardDocs = {
  help: 'Makes a Date & Time of what services send instead of one: seconds or milliseconds since 1970, as a Number or as Text; a plain day, which becomes its first moment; or a date with time. Where the text names no offset, it is read in the time zone, which is UTC unless you name one as in Europe/Berlin. Found by its form, a number below 100,000,000,000 is seconds. The output is in UTC.',
  example: {
    config: { reads: 'auto' },
    inputs: { value: '2026-07-01', zone: 'Europe/Berlin' },
    outputs: { output: '2026-06-30T22:00:00.000Z' }
  }
}
