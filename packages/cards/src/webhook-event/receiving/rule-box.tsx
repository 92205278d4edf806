import { Button, IconButton } from '@hookwright/ui'
import { ChevronRight, Plus, Trash2 } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { placeIdOf, useHasRuleError, useRuleError } from './rule-errors-context.ts'

/** Box for one rule of a list, with an optional Remove button. */
export const RuleBox = ({
  at,
  title,
  onRemove,
  children
}: {
  at: string
  title: string
  /** Absent if the rule cannot be removed. */
  onRemove?: () => void
  children: ReactNode
}) => {
  const id = useId()
  const error = useRuleError(at)
  return (
    <section
      id={placeIdOf(at)}
      aria-labelledby={id}
      className="flex min-w-0 flex-col gap-3 rounded-m border border-line p-3"
    >
      <div className="flex items-center justify-between gap-2">
        <h3 id={id} className="m-0 text-label text-ink">
          {title}
        </h3>
        {onRemove !== undefined && (
          <IconButton
            label={`Remove ${title}`}
            look="danger"
            icon={<Trash2 aria-hidden />}
            onClick={onRemove}
          />
        )}
      </div>
      {error !== null && <p className="m-0 text-small text-err">{error}</p>}
      {children}
    </section>
  )
}

/** Button that adds an item to a list. It keeps the focus, so that Tab then moves to the element after it. */
export const AddButton = ({
  children,
  onAdd,
  full
}: {
  children: string
  onAdd: () => void
  full: boolean
}) => (
  <Button
    look="quiet"
    className="self-start"
    disabled={full}
    icon={<Plus aria-hidden className="size-4" strokeWidth={1.75} />}
    onClick={onAdd}
  >
    {children}
  </Button>
)

/** Collapsible section for rarely used settings. It is open if one of them has an error. */
export const Fold = ({
  label,
  startsOpen,
  places,
  children
}: {
  label: string
  startsOpen: boolean
  /** Paths in the rules of the settings in this section. */
  places: readonly string[]
  children: ReactNode
}) => {
  const id = useId()
  const [wanted, setWanted] = useState(startsOpen)
  const isOpen = useHasRuleError(places) || wanted
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        className="flex min-h-6 w-fit items-center gap-1 rounded-xs text-label text-ink-2 hover:text-ink"
        onClick={() => setWanted(!isOpen)}
      >
        <ChevronRight
          aria-hidden
          className={isOpen ? 'size-4 rotate-90 transition-transform' : 'size-4 transition-transform'}
          strokeWidth={1.75}
        />
        {label}
      </button>
      {isOpen && (
        <div id={id} className="flex min-w-0 flex-col gap-3 border-l border-line pl-3">
          {children}
        </div>
      )}
    </div>
  )
}

/** Row of fields that wraps on narrow screens. */
export const FieldRow = ({ children }: { children: ReactNode }) => (
  <div className="grid min-w-0 grid-cols-2 items-start gap-3 max-sm:grid-cols-1">{children}</div>
)
