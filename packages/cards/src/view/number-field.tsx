import type { Setting } from '@hookwright/engine'
import type { Json } from '@hookwright/model'
import { TextField } from '@hookwright/ui'
import { useState } from 'react'
import { useWorkbench } from './workbench.ts'

/** A whole number in its bounds. What is typed counts as soon as it is one. */
export const NumberField = ({
  setting,
  value,
  onValue
}: {
  setting: Extract<Setting, { kind: 'number' }>
  value: Json
  onValue: (value: Json, typing?: string) => void
}) => {
  const bench = useWorkbench()
  const [draft, setDraft] = useState<string | null>(null)
  const numberOf = (text: string): number | null => {
    const number = Number(text)
    const fits = /^\d+$/.test(text) && number >= setting.min && number <= setting.max
    return fits ? number : null
  }
  const wrong = draft !== null && numberOf(draft) === null
  return (
    <TextField
      label={`${setting.label}, ${setting.min} to ${setting.max} ${setting.unit}`}
      hideLabel
      size="card"
      inputMode="numeric"
      aria-invalid={wrong || undefined}
      value={draft ?? String(value ?? '')}
      after={<span className="pr-2 text-small text-ink-3">{setting.unit}</span>}
      className="nodrag nopan w-full"
      onValueChange={text => {
        setDraft(text)
        const number = numberOf(text)
        if (number !== null) onValue(number, setting.key)
      }}
      onBlur={() => {
        setDraft(null)
        bench.endTyping()
      }}
    />
  )
}
