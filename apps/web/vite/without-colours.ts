import type { Plugin } from 'vite'

/** Names that d3's interpolation and transitions import from its colours. */
const names = ['color', 'rgb', 'hsl', 'lab', 'hcl', 'cubehelix']

/**
 * Vite plugin that replaces the colour spaces of d3, 3 kB of the canvas. React Flow brings them with the transitions of
 * its zoom, which change numbers and no colours; a text counts as no colour.
 */
export const withoutColours: Plugin = {
  name: 'without-colours',
  apply: 'build',
  transform: (_code, id) =>
    /node_modules\/d3-color\/.*\.m?js$/.test(id)
      ? { code: names.map(name => `export function ${name}() { return null }`).join('\n'), map: null }
      : null
}
