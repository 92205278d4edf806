import { cx } from '@hookwright/ui'
import { ChevronRight } from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'

interface FieldBoxProps {
  name: string
  /** Drag handle of the field. */
  grip: ReactNode
  tools: ReactNode
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  /** Settings of the field. */
  children: ReactNode
}

/** Box with all settings of a field, always unfolded. */
export const OpenFieldBox = ({ name, grip, tools, onKeyDown, children }: FieldBoxProps) => (
  <fieldset
    aria-label={name}
    onKeyDown={onKeyDown}
    className="flex min-w-0 items-start gap-1.5 rounded-s border border-line bg-sunken p-2 pr-1.5"
  >
    <span className="pt-6.5">{grip}</span>
    <div className="flex min-w-0 grow flex-col gap-2">{children}</div>
    <span className="flex items-center pt-5.5">{tools}</span>
  </fieldset>
)

const FieldLine = ({
  name,
  words,
  open,
  wrong,
  onFlip
}: {
  name: string
  words: string
  open: boolean
  wrong: boolean
  onFlip: () => void
}) => (
  <button
    type="button"
    aria-expanded={open}
    onClick={onFlip}
    className="flex min-h-8 min-w-0 grow items-center gap-1.5 rounded-xs text-left"
  >
    <ChevronRight
      aria-hidden
      className={cx('size-4 shrink-0 text-ink-3 transition-transform', open && 'rotate-90')}
      strokeWidth={2}
    />
    <span className={cx('truncate text-label', wrong ? 'text-err' : 'text-ink')}>{name}</span>
    <span className="ml-auto truncate pl-2 text-small text-ink-3">{words}</span>
  </button>
)

/** Box with the settings of a field that can be folded to one line. */
export const FoldingFieldBox = ({
  name,
  grip,
  tools,
  onKeyDown,
  children,
  ...line
}: FieldBoxProps & { words: string; open: boolean; wrong: boolean; onFlip: () => void }) => (
  <fieldset
    aria-label={name}
    onKeyDown={onKeyDown}
    className="min-w-0 rounded-s border border-line bg-sunken"
  >
    <div className="flex items-center gap-1 py-0.5 pr-1.5 pl-1.5">
      {grip}
      <FieldLine name={name} {...line} />
      {tools}
    </div>
    {line.open && <div className="flex flex-col gap-3 border-t border-line px-3 pt-2.5 pb-3">{children}</div>}
  </fieldset>
)
