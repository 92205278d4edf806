import { formatCount } from '../../kit/page/format-count.ts'
import { formatLeftovers } from '../../kit/page/format-left.ts'

/** Things of one kind that wait for somebody, and where they are looked after. */
export interface NavCount {
  to: '/alerts' | '/registrations'
  count: number
  /** Number and noun. */
  seen: string
  /** The full text, beginning with `seen`. */
  says: string
  /** Numbers with their nouns, one per kind. */
  parts: string[]
}

const counted = (number: number, one: string, more: string): string[] =>
  number === 0 ? [] : [formatCount(number, one, more)]

/** Returns the navigation's counts of open tasks; kinds without any are left out. */
export const navCountsOf = (given: { alerts: number; entries: number; uncertain: number }): NavCount[] => {
  const alerts = counted(given.alerts, 'new alert', 'new alerts').map(
    (seen): NavCount => ({ to: '/alerts', count: given.alerts, seen, says: seen, parts: [seen] })
  )
  const left = formatLeftovers(given.entries, given.uncertain)
  if (left === null) return alerts
  const parts = [
    ...counted(given.entries, 'open cleanup entry', 'open cleanup entries'),
    ...counted(given.uncertain, 'uncertain registration', 'uncertain registrations')
  ]
  return [...alerts, { to: '/registrations', count: given.entries + given.uncertain, ...left, parts }]
}
