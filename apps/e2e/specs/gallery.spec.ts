import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { expect, test } from '@playwright/test'

const web = fileURLToPath(new URL('../../web', import.meta.url))
const vite = fileURLToPath(new URL('../../../node_modules/vite/bin/vite.js', import.meta.url))

/** Starts the dev server of the gallery pages on a free port. */
const startPages = async () => {
  const child = spawn(process.execPath, [vite, '--host=127.0.0.1', '--port=0', '--clearScreen=false'], {
    cwd: web,
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', line => {
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(stripVTControlCharacters(line)) ?? []
      if (found !== undefined) resolve(found)
    })
    child.once('close', code => reject(new Error(`Vite ended with code ${code} before it listened.`)))
  })
  return { url, stop: () => child.kill() }
}

test('the gallery of npm run dev shows every card in its states without an error', {
  tag: '@full'
}, async ({ page }) => {
  test.slow()
  const pages = await startPages()
  const errors: string[] = []
  page.on('pageerror', error => errors.push(String(error)))
  page.on('console', message => {
    if (message.type() === 'error') errors.push(message.text())
  })
  try {
    await page.goto(`${pages.url}/kit`)
    await expect(page.getByRole('heading', { name: 'Component gallery' })).toBeVisible({ timeout: 60_000 })
    const cards = page.getByRole('region', { name: 'Cards' }).getByRole('article')
    const drawn = await cards.evaluateAll(articles =>
      articles.map(article => article.querySelectorAll('figure [data-card]').length)
    )
    expect(drawn.length).toBeGreaterThan(60)
    expect(new Set(drawn)).toEqual(new Set([13]))
    expect(errors).toEqual([])
  } finally {
    pages.stop()
  }
})
