import type { Setting } from '@hookwright/engine'
import { type Card, type Json, shownFlowName } from '@hookwright/model'
import { IconButton, Select, Switch, TextArea, TextField } from '@hookwright/ui'
import { ArrowUpRight } from 'lucide-react'
import { type CSSProperties, useEffect, useRef, useState } from 'react'
import { fieldOfSetting } from '../kernel/field-of-setting.ts'
import { measures } from './measures.ts'
import {
  hasLongLabel,
  heightOfRow,
  isStacked,
  nameOfPlace,
  type PlainSetting,
  type SettingRow
} from './row.ts'
import { useWorkbench } from './workbench.ts'

/** Text field for a whole number within bounds. Each valid entry is applied while typing. */
const NumberField = ({
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
      value={draft ?? String(value ?? setting.min)}
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

const FlowChoice = ({
  setting,
  value,
  onValue
}: {
  setting: Extract<PlainSetting, { kind: 'flow' }>
  value: Json
  onValue: (value: Json) => void
}) => {
  const bench = useWorkbench()
  const flows = bench.useFlows(setting.kinds)
  const chosen = flows.find(flow => flow.id === value)
  return (
    <>
      <Select
        label={setting.label}
        hideLabel
        size="card"
        placeholder={flows.length === 0 ? 'No flow yet' : 'Choose flow'}
        choices={flows.map(flow => ({ value: flow.id, label: shownFlowName(flow.name) }))}
        value={chosen?.id ?? null}
        onValueChange={onValue}
        className="nodrag nopan grow"
      />
      {chosen !== undefined && (
        <IconButton
          size="small"
          label={`Open ${chosen.name ?? 'the flow'}`}
          icon={<ArrowUpRight aria-hidden />}
          onClick={() => bench.openFlow(chosen.id)}
        />
      )}
    </>
  )
}

const SettingControl = ({
  setting,
  value,
  lines,
  onValue
}: {
  setting: PlainSetting
  value: Json
  lines: number
  onValue: (value: Json, typing?: string) => void
}) => {
  const bench = useWorkbench()
  switch (setting.kind) {
    case 'choice':
      return (
        <Select
          label={setting.label}
          hideLabel
          size="card"
          choices={setting.choices}
          value={value === null ? (setting.choices[0]?.value ?? null) : String(value)}
          onValueChange={onValue}
          className="nodrag nopan w-full"
        />
      )
    case 'switch':
      return <Switch label={setting.label} hideLabel checked={value === true} onCheckedChange={onValue} />
    case 'number':
      return <NumberField setting={setting} value={value} onValue={onValue} />
    case 'flow':
      return <FlowChoice setting={setting} value={value} onValue={onValue} />
    case 'text': {
      const props = {
        label: setting.label,
        hideLabel: true,
        size: 'card' as const,
        placeholder: setting.placeholder,
        value: String(value ?? ''),
        className: 'nodrag nopan nowheel w-full',
        onValueChange: (text: string) => onValue(text, setting.key),
        onBlur: bench.endTyping
      }
      return setting.lines === undefined ? (
        <TextField {...props} />
      ) : (
        <TextArea {...props} rows={lines} inputClass="field-sizing-fixed resize-none" />
      )
    }
  }
}

/** Setting of a card: its label at the left, its control at the right. */
export const SettingField = ({ row, card }: { row: SettingRow; card: Card }) => {
  const bench = useWorkbench()
  const { setting, opens } = row
  const box = useRef<HTMLDivElement>(null)
  const place = nameOfPlace({ card: card.id, field: fieldOfSetting(setting.key) })
  const { request, done } = bench.useFocusRequest(card.id, place)

  useEffect(() => {
    if (request === null) return
    bench.focus(box.current?.querySelector<HTMLElement>('input, textarea, button'))
    done()
  }, [request, done, bench])

  const set = (value: Json, typing?: string): void => {
    if (opens !== undefined) bench.flip(card.id, opens)
    bench.change(
      `change ${setting.label}`,
      { kind: 'configure', card: card.id, config: { ...card.config, [setting.key]: value } },
      typing === undefined ? undefined : `${card.id} ${typing}`
    )
  }
  const control = (
    <SettingControl
      setting={setting}
      value={card.config[setting.key] ?? row.preset ?? null}
      lines={row.lines}
      onValue={set}
    />
  )
  if (row.lines > 1)
    return (
      <div ref={box} data-site={place} className="px-3" style={{ minHeight: heightOfRow(row) }}>
        {control}
      </div>
    )
  if (isStacked(row))
    return (
      <div ref={box} data-site={place} className="px-3" style={{ height: heightOfRow(row) }}>
        <span
          aria-hidden
          className="flex items-center truncate text-small font-medium text-ink-2"
          style={{ height: measures.label }}
        >
          {setting.label}
        </span>
        <span className="flex min-w-0 items-center gap-1">{control}</span>
      </div>
    )
  const style: CSSProperties & Record<'--row', string> = { '--row': `${heightOfRow(row)}px` }
  return (
    <div ref={box} data-site={place} className="card-setting flex items-center gap-2 px-3" style={style}>
      <span
        aria-hidden
        className={setting.kind === 'switch' ? 'grow truncate text-small text-ink-2' : 'card-setting-label'}
        data-long={hasLongLabel(setting) || undefined}
        title={setting.label}
      >
        {setting.label}
      </span>
      <span className="flex min-w-0 grow items-center justify-end gap-1">{control}</span>
    </div>
  )
}
