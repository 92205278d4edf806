import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { contrastOnWhite, logoSvg, logosOfServices, MIN_CONTRAST } from './service-logos.ts'

const require = createRequire(import.meta.url)
const icons: { title: string; slug?: string; hex: string }[] = JSON.parse(
  readFileSync(require.resolve('simple-icons/icons.json'), 'utf8')
)

test('each logo has the shape and colour of simple-icons', () => {
  for (const logo of logosOfServices()) {
    const icon = icons.find(({ title, slug }) => (slug ?? title.toLowerCase()) === logo.slug)
    expect(logo.hex).toBe(`#${icon?.hex.toLowerCase()}`)
    const svg = logoSvg(logo)
    expect(svg).toContain('viewBox="0 0 24 24"')
    const [, fill = ''] = /fill="(#[0-9a-f]{6})"/.exec(svg) ?? []
    expect(contrastOnWhite(fill)).toBeGreaterThanOrEqual(MIN_CONTRAST)
  }
})
