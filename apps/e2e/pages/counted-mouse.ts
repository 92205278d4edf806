import type { Locator, Page } from '@playwright/test'
import { drag } from './flow-canvas.ts'

/** Mouse input that counts its clicks and drags. Typing is not counted, clicking into a field is. */
export interface CountedMouse {
  click: (target: Locator) => Promise<void>
  drag: (from: Locator, to: Locator) => Promise<void>
  /** Types into a field. Clicks it first if it is not focused. */
  type: (target: Locator, text: string) => Promise<void>
  /** Returns the number of clicks and drags so far. */
  count: () => number
}

/** Creates counted mouse input for a page. */
export const countedMouse = (page: Page): CountedMouse => {
  let done = 0
  const click = async (target: Locator): Promise<void> => {
    done += 1
    await target.click()
  }
  return {
    click,
    drag: async (from, to) => {
      done += 1
      await drag(page, from, to)
    },
    type: async (target, text) => {
      await target.waitFor()
      if (!(await target.evaluate(element => element === document.activeElement))) await click(target)
      await page.keyboard.type(text)
    },
    count: () => done
  }
}
