import { nameOfType, type ValueType } from '@hookwright/model'
import { cx, typeColour } from '@hookwright/ui'
import { hidesSecret, valueText } from './value-text.ts'

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
        'm-0 h-4 truncate font-code text-overline font-normal tracking-normal',
        isThere ? typeColour[type.kind] : 'text-ink-3',
        className
      )}
    >
      {text}
      {hidesSecret(text) && <span className="font-sans text-ink-2"> holds a secret, which is hidden</span>}
    </p>
  )
}
