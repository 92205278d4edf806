import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'

export interface Tab<Value extends string> {
  value: Value
  label: string
  /** A number or a badge after the label. */
  aside?: ReactNode
  panel: ReactNode
}

/** Views of one thing, one at a time. Pages with an address of their own take links instead. */
export const Tabs = <Value extends string>({
  label,
  tabs,
  value,
  onValueChange,
  panelClass
}: {
  /** What the views are of, for screen readers. */
  label: string
  tabs: readonly Tab<Value>[]
  value: Value
  onValueChange: (value: Value) => void
  panelClass?: string
}) => (
  <Base.Root value={value} onValueChange={onValueChange} className="flex min-h-0 grow flex-col">
    <Base.List aria-label={label} className="flex shrink-0 gap-1 overflow-x-auto border-b border-line">
      {tabs.map(tab => (
        <Base.Tab key={tab.value} value={tab.value} className={tabClass}>
          {tab.label}
          {tab.aside}
        </Base.Tab>
      ))}
    </Base.List>
    {tabs.map(tab => (
      <Base.Panel key={tab.value} value={tab.value} className={panelClass}>
        {tab.panel}
      </Base.Panel>
    ))}
  </Base.Root>
)

/** The look of one tab, whether it is a button here or a link of a page; the chosen one has `data-active`. */
export const tabClass =
  'relative inline-flex h-9 shrink-0 items-center gap-1.5 px-3 text-label whitespace-nowrap text-ink-2 hover:text-ink data-active:text-ink after:absolute after:inset-x-2 after:bottom-0 after:h-0.5 after:rounded-full data-active:after:bg-accent -outline-offset-2'
