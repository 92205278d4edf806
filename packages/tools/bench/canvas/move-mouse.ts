import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from '@playwright/test'

/** Duration of one movement, and interval of the mouse positions, in milliseconds. */
const lastsMs = 3_000
const everyMs = 8

interface Point {
  x: number
  y: number
}

/**
 * Drags an element back and forth with the mouse and returns it to its place.
 *
 * @param page opened by `openPage`
 * @param way offset of the mouse from the start, at a phase from 0 to 1. At both ends it is 0.
 * @returns the intervals between the frames during the movement, in milliseconds
 * @throws Error when the element is not visible
 */
export async function framesOfDrag(
  page: Page,
  what: 'headOfCard' | 'ground',
  way: (phase: number) => Point
): Promise<number[]> {
  const from: Point | null = await page.evaluate(`watch.${what}()`)
  if (from === null) throw new Error(`There is nothing to drag: ${what} is not in sight at ${page.url()}.`)
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.evaluate('watch.startFrames()')
  const began = performance.now()
  for (let phase = 0; phase < 1; phase = (performance.now() - began) / lastsMs) {
    const to = way(phase)
    await page.mouse.move(from.x + to.x, from.y + to.y)
    await sleep(everyMs)
  }
  const frames: number[] = await page.evaluate('watch.endFrames()')
  await page.mouse.move(from.x, from.y)
  await page.mouse.up()
  return frames
}

/** Path of the mouse: three circles. They are so small that the dragged card stays in view. */
export const circle: (phase: number) => Point = phase => ({
  x: 150 * Math.sin(6 * Math.PI * phase),
  y: 100 - 100 * Math.cos(6 * Math.PI * phase)
})

/** Path of the mouse: twice to the left and back. It is so long that other cards come into view. */
export const sweep: (phase: number) => Point = phase => ({
  x: (-450 * (1 - Math.cos(4 * Math.PI * phase))) / 2,
  y: 0
})

/**
 * Number of key presses of each kind: typing and moving between cards. `apartMs` is the pause between them in
 * milliseconds, as of a fast typist.
 */
const times = 50
const apartMs = 60

/**
 * Types into a field of a card, then moves from card to card with the arrow keys.
 *
 * @param page page of a flow, opened by `openPage`
 * @returns the time from each key press until its result was painted, in milliseconds
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
