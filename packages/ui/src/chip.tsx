import { X } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx.ts'
import type { TypeKind } from './type-mark.tsx'

const tints: Record<TypeKind, string> = {
  text: 'bg-type-text/12',
  number: 'bg-type-number/12',
  boolean: 'bg-type-boolean/12',
  date: 'bg-type-date/12',
  object: 'bg-type-object/12',
  file: 'bg-type-file/12',
  any: 'bg-type-any/12'
}

export interface ChipProps extends Omit<ComponentProps<'span'>, 'children'> {
  kind: TypeKind
  /** Color of the left edge, which identifies the source of the value. */
  edge?: string | undefined
  /** Element before the text, such as a TypeMark. */
  mark?: ReactNode
  children: ReactNode
  /** Called when the remove button is clicked. Without it, no remove button is shown. */
  onRemove?: (() => void) | undefined
  /** Accessible name of the remove button, such as "Remove Body". */
  removeLabel?: string
}

/** Pill with a value, colored by its type and marked with its source. */
export const Chip = ({
  kind,
  edge,
  mark,
  children,
  onRemove,
  removeLabel = 'Remove',
  className,
  style,
  ...rest
}: ChipProps) => (
  <span
    {...rest}
    className={cx(
      'relative inline-flex h-5.5 max-w-40 min-w-0 items-center gap-1 overflow-hidden rounded-pill px-1.5 text-small font-medium text-ink',
      edge !== undefined && 'border-l-3 pl-1',
      tints[kind],
      className
    )}
    style={edge === undefined ? style : { ...style, borderLeftColor: edge }}
  >
    {mark}
    <span className="truncate">{children}</span>
    {onRemove !== undefined && (
      <button
        type="button"
        aria-label={removeLabel}
        onClick={event => {
          event.stopPropagation()
          onRemove()
        }}
        className="-mr-1 inline-flex size-4 shrink-0 items-center justify-center rounded-xs text-ink-2 hover:bg-hover hover:text-ink after:absolute after:inset-y-[-2px] after:right-[-4px] after:w-6"
      >
        <X aria-hidden className="size-3" strokeWidth={2} />
      </button>
    )}
  </span>
)
