import { DAY, HOUR, MINUTE, type Millis, SECOND } from '../kernel/millis.ts'

/** Formats a duration with a large and a small unit: “2 min 3 s”. */
const inTwo = (
  took: Millis,
  [large, word]: [Millis, string],
  [small, smallWord]: [Millis, string]
): string => {
  const count = Math.round(took / small)
  const each = large / small
  return `${Math.floor(count / each)} ${word} ${count % each} ${smallWord}`
}

/** Formats a duration for display: `420 ms`, `1.24 s`, `12.4 s`, `2 min 3 s`, `3 h 20 min`, `2 d 4 h`. */
export const formatDuration = (took: Millis): string => {
  const millis = Math.round(took)
  if (millis === 0) return '< 1 ms'
  if (millis < SECOND) return `${millis} ms`
  if (millis < 9_995) return `${(millis / SECOND).toFixed(2)} s`
  if (millis < MINUTE - 50) return `${(millis / SECOND).toFixed(1)} s`
  if (millis < HOUR - SECOND / 2) return inTwo(millis, [MINUTE, 'min'], [SECOND, 's'])
  if (millis < DAY - MINUTE / 2) return inTwo(millis, [HOUR, 'h'], [MINUTE, 'min'])
  return inTwo(millis, [DAY, 'd'], [HOUR, 'h'])
}
