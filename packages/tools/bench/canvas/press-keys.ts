import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from '@playwright/test'

/** Number of keys of each kind, and the pause between them of a fast typist, in milliseconds. */
const times = 50
const apartMs = 60

/**
 * Types into a field of a card, and moves from card to card with the arrow keys.
 *
 * @param page a flow's, opened by `openPage`
 * @returns how long each key took to be painted, in milliseconds
 */
export async function measureKeys(page: Page): Promise<Record<'typing' | 'walking', number[]>> {
  await page.locator('[data-card] [data-editor]').last().click()
  const typing = await tookOf(page, nth => String.fromCharCode(97 + (nth % 26)))
  await page.locator('[data-card-title]').nth(1).focus()
  const walking = await tookOf(page, () => 'ArrowRight')
  return { typing, walking }
}

async function tookOf(page: Page, keyOf: (nth: number) => string): Promise<number[]> {
  await page.evaluate('watch.startKeys()')
  for (let nth = 0; nth < times; nth += 1) {
    await page.keyboard.press(keyOf(nth))
    await sleep(apartMs)
  }
  return page.evaluate('watch.endKeys()')
}
