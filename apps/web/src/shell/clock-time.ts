import { timeFormat } from './time-format.ts'

const day = { day: 'numeric', month: 'short', year: 'numeric' } as const
const minute = { hour: '2-digit', minute: '2-digit' } as const

/** `14:02:11`, where the reader is. */
export const clockTime = timeFormat({ ...minute, second: '2-digit' })

/** `24 Nov 2026`, where the reader is. */
export const dayTime = timeFormat(day)

/** `24 Nov 2026, 14:02`, where the reader is. */
export const minuteTime = timeFormat({ ...day, ...minute })

/** `24 Nov 2026, 14:02:11`, where the reader is. */
export const secondTime = timeFormat({ ...day, ...minute, second: '2-digit' })
