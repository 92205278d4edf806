/** Those whose name holds all words that were typed; those that begin with them stand first. */
export const findPresets = <Named extends { name: string }>(
  presets: readonly Named[],
  typed: string
): Named[] => {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const found = presets.filter(({ name }) => words.every(word => name.toLowerCase().includes(word)))
  const [first = ''] = words
  const begins = ({ name }: Named): boolean => name.toLowerCase().startsWith(first)
  return [...found.filter(begins), ...found.filter(preset => !begins(preset))]
}
