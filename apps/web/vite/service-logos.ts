import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Plugin } from 'vite'

const require = createRequire(import.meta.url)

interface Logo {
  slug: string
  /** Colour of the brand. */
  hex: string
}

/** Returns the logos of the known services, without duplicates. */
export const logosOfServices = (): Logo[] => {
  const file = new URL('../../../packages/model/src/services/services.json', import.meta.url)
  const rows: { logo?: Logo }[] = JSON.parse(readFileSync(file, 'utf8'))
  const logos = rows.flatMap(({ logo }) => logo ?? [])
  return [...new Map(logos.map(logo => [logo.slug, logo])).values()]
}

const INK = '#1d1e22'

const channel = (share: number): number =>
  share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4

/** Returns the contrast of a colour on white (WCAG 2.2). */
export const contrastOnWhite = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at =>
    channel(Number.parseInt(hex.slice(at, at + 2), 16) / 255)
  )
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
}

/**
 * Contrast ratio below which a brand's color is hard to see on white. It is lower than the limit for text,
 * since the logo always has a name next to it.
 */
export const MIN_CONTRAST = 2.2

/**
 * Returns the logo of simple-icons in the brand's colour, or in dark if that is too pale on white. Its shape is not
 * changed.
 */
export const logoSvg = ({ slug, hex }: Logo): string =>
  readFileSync(require.resolve(`simple-icons/icons/${slug}.svg`), 'utf8').replace(
    '<svg ',
    `<svg fill="${contrastOnWhite(hex) >= MIN_CONTRAST ? hex : INK}" `
  )

const LOGO = /^\/logos\/([a-z0-9]+)\.svg$/

/** Vite plugin that writes the logos of known services as separate files, so that no script contains them. */
export const serviceLogos: Plugin = {
  name: 'service-logos',
  generateBundle() {
    for (const logo of logosOfServices())
      this.emitFile({ type: 'asset', fileName: `logos/${logo.slug}.svg`, source: logoSvg(logo) })
  },
  configureServer(server) {
    server.middlewares.use((request, response, next) => {
      const [, slug] = LOGO.exec(request.url ?? '') ?? []
      const logo = logosOfServices().find(each => each.slug === slug)
      if (logo === undefined) return next()
      response.setHeader('content-type', 'image/svg+xml')
      response.end(logoSvg(logo))
    })
  }
}
