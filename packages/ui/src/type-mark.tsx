import { Asterisk, Braces, Clock3, FileText, Hash, ToggleLeft, Type } from 'lucide-react'
import { cx } from './cx.ts'

/** Data type of a value, as displayed. */
export type TypeKind = 'text' | 'number' | 'boolean' | 'date' | 'object' | 'file' | 'any'

const icons = {
  text: Type,
  number: Hash,
  boolean: ToggleLeft,
  date: Clock3,
  object: Braces,
  file: FileText,
  any: Asterisk
} satisfies Record<TypeKind, unknown>

/** Text color classes by data type. */
export const typeColour: Record<TypeKind, string> = {
  text: 'text-type-text',
  number: 'text-type-number',
  boolean: 'text-type-boolean',
  date: 'text-type-date',
  object: 'text-type-object',
  file: 'text-type-file',
  any: 'text-type-any'
}

/** Glyph and color of a data type. A list is shown as the same glyph in brackets. */
export const TypeMark = ({
  kind,
  list = false,
  name,
  className
}: {
  kind: TypeKind
  list?: boolean
  /** Name of the type, for screen readers and the tooltip. */
  name: string
  className?: string
}) => {
  const Icon = icons[kind]
  return (
    <span
      title={name}
      className={cx('inline-flex shrink-0 items-center gap-px text-small', typeColour[kind], className)}
    >
      {list && <span aria-hidden>[</span>}
      <Icon aria-hidden className="size-3.5" strokeWidth={2} />
      {list && <span aria-hidden>]</span>}
      <span className="sr-only">{name}</span>
    </span>
  )
}
