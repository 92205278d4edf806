import type { RuleVerdict } from '@hookwright/model'
import { Notice } from '@hookwright/ui'
import { Check, Minus, X } from 'lucide-react'

/** Returns the name of a rule as shown in the form, such as “Signature 1”. */
const ruleName = ([part, at]: RuleVerdict['path']): string => {
  const number = typeof at === 'number' ? ` ${at + 1}` : ''
  switch (part) {
    case 'verify':
      return `Signature${number}`
    case 'handshake':
      return `Handshake${number}`
    case 'filter':
      return `Filter${number}`
    case 'order':
      return 'Order key'
    case 'deliveryId':
      return 'Delivery id'
    default:
      return 'Result'
  }
}

const marks = {
  yes: { Icon: Check, ink: 'text-ok', says: 'Yes:' },
  no: { Icon: X, ink: 'text-err', says: 'No:' },
  silent: { Icon: Minus, ink: 'text-ink-3', says: 'Not checked:' }
}

/** Outcome of the tested request, followed by the verdict of each rule. */
export const TesterResult = ({ sayings }: { sayings: readonly RuleVerdict[] }) => {
  const verdict = sayings.find(({ path }) => path.length === 0)
  const rules = sayings.filter(({ path }) => path.length > 0)
  return (
    <section aria-label="Result" className="flex flex-col gap-3">
      {verdict !== undefined && <Notice tone={verdict.is === 'no' ? 'err' : 'ok'}>{verdict.says}</Notice>}
      {rules.length > 0 && (
        <ul aria-label="Result of each rule" className="m-0 flex list-none flex-col gap-2 p-0">
          {rules.map(({ path, is, says }) => {
            const { Icon, ink, says: mark } = marks[is]
            return (
              <li key={path.join('.')} className="flex min-w-0 items-start gap-2 text-body">
                <Icon
                  role="img"
                  aria-label={mark}
                  className={`mt-0.5 size-4 shrink-0 ${ink}`}
                  strokeWidth={2}
                />
                <span className="min-w-0 [overflow-wrap:anywhere]">
                  <span className="font-medium text-ink">{ruleName(path)}: </span>
                  <span className="text-ink-2">{says}</span>
                </span>
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}
