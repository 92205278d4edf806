import { formatCount } from '../../kit/page/format-count.ts'
import { formatOpenCleanup } from '../../kit/page/format-open-cleanup.ts'

/** Number next to a navigation entry, such as that of unread alerts. */
export interface NavCount {
  to: '/flows' | '/alerts' | '/registrations' | '/connections' | '/agents'
  count: number
  /** True when the items require action. */
  asks: boolean
  /** Short text, such as “2 new alerts” or “3 to clean up”. */
  seen: string
  /** Full text for screen readers. It begins with `seen`. */
  says: string
  /** Texts about each kind of counted item, such as “1 uncertain registration”. */
  parts: string[]
}

/** Numbers of items from which the counts in the navigation are computed. */
export interface Counted {
  flows: number
  alerts: number
  /** Open cleanup entries. */
  entries: number
  /** Registrations whose response was lost. */
  uncertain: number
  /** Number of failing connections. */
  failing: number
  /** Number of agents' calls that wait for approval. */
  approvals: number
}

const counted = (number: number, one: string, more: string): string[] =>
  number === 0 ? [] : [formatCount(number, one, more)]

const simple = (to: NavCount['to'], count: number, asks: boolean, words: [string, string]): NavCount[] =>
  counted(count, ...words).map(seen => ({ to, count, asks, seen, says: seen, parts: [seen] }))

/** Returns the counts for the navigation. Entries with a count of zero are left out. */
export const navCountsOf = ({
  flows,
  alerts,
  entries,
  uncertain,
  failing,
  approvals
}: Counted): NavCount[] => {
  const left = formatOpenCleanup(entries, uncertain)
  return [
    ...simple('/flows', flows, false, ['flow', 'flows']),
    ...simple('/alerts', alerts, true, ['new alert', 'new alerts']),
    ...(left === null
      ? []
      : [
          {
            to: '/registrations' as const,
            count: entries + uncertain,
            asks: true,
            ...left,
            parts: [
              ...counted(entries, 'open cleanup entry', 'open cleanup entries'),
              ...counted(uncertain, 'uncertain registration', 'uncertain registrations')
            ]
          }
        ]),
    ...simple('/connections', failing, true, ['failing connection', 'failing connections']),
    ...simple('/agents', approvals, true, ['call to approve', 'calls to approve'])
  ]
}
