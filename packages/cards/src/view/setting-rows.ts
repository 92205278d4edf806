import type { InputPort, Setting } from '@hookwright/engine'
import type { Json } from '@hookwright/model'
import { fieldOfSetting } from '../kernel/field-of-setting.ts'
import { linesOf, linesOfText } from './lines-of-text.ts'
import type { PlainSetting, Row } from './row.ts'
import { foldedSection, groupKey, isShown, narrowOf, type RowsInput } from './rows-input.ts'

const plainSettings = ({ spec }: Pick<RowsInput, 'spec'>): PlainSetting[] =>
  spec.settings.filter(setting => setting.kind !== 'fields')

/**
 * Returns the default value of a setting that the card's config does not contain. Empty if there is no
 * default.
 */
const presetOf = ({ card, spec }: RowsInput, { key }: Setting): { preset?: Json } => {
  if (card.config[key] !== undefined) return {}
  const read = spec.readConfig(card.config)
  const value = read.ok ? read.config[key] : undefined
  return value === undefined ? {} : { preset: value }
}

/** Returns the rows of settings that have a single control. */
export const settingRows = (params: RowsInput, settings: readonly PlainSetting[]): Row[] =>
  settings
    .filter(setting => isShown(params, setting))
    .map(setting => {
      const least = setting.kind === 'text' ? (setting.lines ?? 1) : 1
      const lines = least === 1 ? 1 : linesOf(String(params.card.config[setting.key] ?? ''), least)
      return { kind: 'setting', setting, lines, ...presetOf(params, setting), ...narrowOf(params) }
    })

/** Returns the settings that are shown above an input. */
export const settingsAbove = (params: RowsInput, { id }: Pick<InputPort, 'id'>): PlainSetting[] =>
  plainSettings(params).filter(({ above }) => above === id)

/** Returns the settings that are shown above all inputs. */
export const mainSettings = (params: RowsInput): PlainSetting[] => {
  const inputs = new Set(params.ports?.inputs.map(({ id }) => id))
  return plainSettings(params).filter(
    ({ above, section }) => section === undefined && (above === undefined || !inputs.has(above))
  )
}

/** Returns true if a setting is in a folded section and shown while the section is open. */
export const isInSection = (params: Pick<RowsInput, 'card'>, setting: Setting): setting is PlainSetting =>
  setting.kind !== 'fields' && setting.section !== undefined && isShown(params, setting)

const startLower = (label: string): string => label.replace(/^[A-Z](?=[a-z])/, letter => letter.toLowerCase())

/** Formats a changed setting, such as “Authenticate off”, “Retry always” or “60 s”. */
const formatSetting = (setting: PlainSetting, value: Json | undefined): string => {
  switch (setting.kind) {
    case 'switch':
      return value === true ? setting.label : `${setting.label} off`
    case 'choice': {
      const chosen = setting.choices.find(choice => choice.value === value)
      return `${setting.label} ${startLower(chosen?.label ?? String(value))}`
    }
    case 'number':
      return setting.unit === '' ? `${setting.label} ${value}` : `${value} ${setting.unit}`
    case 'text':
    case 'flow':
      return `${setting.label} ${value}`
  }
}

/** Width for the summary next to the heading of a section, in pixels. */
const SUMMARY = { width: 112, size: 12 }

/**
 * Formats the settings of a section that differ from those of a new card, such as “Authenticate off”. A
 * longer text is replaced by a number, such as “3 changed”.
 */
const changedInShort = (params: RowsInput, settings: PlainSetting[]): string => {
  const { card, spec } = params
  const fresh = spec.blank().config
  const changed = settings.flatMap(setting => {
    const value = card.config[setting.key] ?? presetOf(params, setting).preset
    return !isShown(params, setting) || value === fresh[setting.key] ? [] : [formatSetting(setting, value)]
  })
  if (changed.length === 0) return 'Default'
  const text = changed.join(' · ')
  return linesOfText(text, SUMMARY.width, SUMMARY.size) === 1 ? text : `${changed.length} changed`
}

/** Returns the rows of a section. A problem of its settings keeps it open. */
const rowsOfSection = (params: RowsInput, label: string): Row[] => {
  const { card, spec, flipped } = params
  const key = groupKey(label)
  const settings = plainSettings(params).filter(({ section }) => section === label)
  const fields = new Set(settings.map(setting => fieldOfSetting(setting.key)))
  const problems = params.problems.filter(({ field }) => field !== undefined && fields.has(field))
  const hasProblem = problems.length > 0 || !spec.readConfig(card.config).ok
  // The change that fixes the problem must not fold the setting that is being edited.
  const opens = flipped.has(key) ? {} : { opens: key }
  return foldedSection(params, { key, label, summary: changedInShort(params, settings), hasProblem }, [
    ...problems.map((problem): Row => ({ kind: 'message', problem, ...narrowOf(params) })),
    ...settingRows(params, settings).map(row => ({ ...row, ...opens }))
  ])
}

/** Returns the rows of the sections with rarely used settings, folded by default. */
export const sectionRows = (params: RowsInput): Row[] => {
  const names = new Set(plainSettings(params).flatMap(({ section }) => section ?? []))
  return [...names].flatMap(name => rowsOfSection(params, name))
}
