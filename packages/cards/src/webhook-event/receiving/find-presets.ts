import type { Preset } from '@hookwright/model/presets'

/** The presets whose name holds all words that were typed; those that begin with them stand first. */
export const findPresets = (presets: readonly Preset[], typed: string): Preset[] => {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const found = presets.filter(({ name }) => words.every(word => name.toLowerCase().includes(word)))
  const [first = ''] = words
  const begins = ({ name }: Preset): boolean => name.toLowerCase().startsWith(first)
  return [...found.filter(begins), ...found.filter(preset => !begins(preset))]
}
