import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { tabClass } from './tab-class.ts'
import { useTabInSight } from './use-tab-in-sight.ts'

export interface Tab<Value extends string> {
  value: Value
  label: string
  /** Number or badge after the label. */
  aside?: ReactNode
  panel: ReactNode
}

/** Tabs to switch between views. For pages with separate URLs, use links instead. */
export const Tabs = <Value extends string>({
  label,
  tabs,
  value,
  onValueChange,
  rowClass = 'px-2',
  panelClass
}: {
  /** Accessible name of the tab list. */
  label: string
  tabs: readonly Tab<Value>[]
  value: Value
  onValueChange: (value: Value) => void
  /** Classes of the row of tabs. They set its padding, which should be 8 px less than that of the content. */
  rowClass?: string
  panelClass?: string
}) => {
  const row = useTabInSight(value)
  return (
    <Base.Root value={value} onValueChange={onValueChange} className="flex min-h-0 grow flex-col">
      <Base.List
        ref={row}
        aria-label={label}
        className={cx('relative flex shrink-0 gap-1 overflow-x-auto border-b border-line', rowClass)}
      >
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
}
