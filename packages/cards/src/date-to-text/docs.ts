import type { CardDocs } from '@hookwright/engine'

export const dateToTextDocs: CardDocs = {
  help: 'Writes a moment as text. In the format, YYYY or YY is the year, MMMM to M the month, DD or D the day, dddd or ddd the weekday, HH or H the hour, hh or h that of a clock of twelve with A or a, mm or m, ss or s, SSS milliseconds, Z or ZZ the offset, X or x what a clock of seconds or milliseconds since 1970 shows. Put other letters into brackets, as in [week of] D. The time zone is UTC unless you name one as in Europe/Berlin.',
  example: {
    config: {},
    inputs: { date: '2026-01-02T15:04:05Z', format: 'ddd, D MMM YYYY [at] HH:mm', zone: 'Europe/Berlin' },
    outputs: { output: 'Fri, 2 Jan 2026 at 16:04' }
  }
}
