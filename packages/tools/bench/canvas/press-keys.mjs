import { setTimeout as sleep } from 'node:timers/promises'

/** Number of keys of each kind, and the pause between them of a fast typist, in milliseconds. */
const times = 50
const apartMs = 60

/**
 * Types into a field of a card, and moves from card to card with the arrow keys.
 *
 * @param {import('@playwright/test').Page} page a flow's, opened by `openPage`
 * @returns {Promise<Record<'typing' | 'walking', number[]>>} how long each key took to be painted, in milliseconds
 */
export async function measureKeys(page) {
  await page.locator('[data-card] [data-editor]').last().click()
  const typing = await tookOf(page, nth => String.fromCharCode(97 + (nth % 26)))
  await page.locator('[data-card-title]').nth(1).focus()
  const walking = await tookOf(page, () => 'ArrowRight')
  return { typing, walking }
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {(nth: number) => string} keyOf
 * @returns {Promise<number[]>}
 */
async function tookOf(page, keyOf) {
  await page.evaluate('watch.startKeys()')
  for (let nth = 0; nth < times; nth += 1) {
    await page.keyboard.press(keyOf(nth))
    await sleep(apartMs)
  }
  return page.evaluate('watch.endKeys()')
}
