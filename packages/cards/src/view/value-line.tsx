import { nameOfType, type ValueType } from '@hookwright/model'
import { cx, typeColour } from '@hookwright/ui'

const MOST = 120

/** A value on one line, cut where it is long: what is shown below a pill. */
export const valueText = (value: unknown): string => {
  if (value === null || value === undefined) return '—'
  const text = typeof value === 'string' ? value.replace(/\s+/g, ' ') : JSON.stringify(value)
  if (text === '') return '(empty)'
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text
}

/** Returns true if a secret was removed from a value before it was saved. */
const hidesSecret = (text: string): boolean => text.includes('•••')

/** Value on one line, in the colour of its type; a removed secret is named as such. */
export const ValueLine = ({
  value,
  type,
  className
}: {
  value: unknown
  type: ValueType
  className?: string
}) => {
  const text = valueText(value)
  const isThere = value !== null && value !== undefined
  return (
    <p
      title={`${nameOfType(type)}: ${text}`}
      data-value={type.kind}
      className={cx(
        'm-0 h-4 truncate font-code text-small',
        isThere ? typeColour[type.kind] : 'text-ink-3',
        className
      )}
    >
      {text}
      {hidesSecret(text) && <span className="font-sans text-ink-2"> contains a secret, which is hidden</span>}
    </p>
  )
}
