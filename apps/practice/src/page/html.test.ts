import fc from 'fast-check'
import { expect, test } from 'vitest'
import { html } from './html.ts'

test('a text cannot leave its place, in an element or in a quoted attribute', () => {
  fc.assert(
    fc.property(fc.string(), text => {
      const { markup } = html`<p title="${text}" lang='${text}'>${text}</p>`
      expect(markup.match(/[<>]/g)).toEqual(['<', '>', '<', '>'])
      expect(markup.match(/["']/g)).toEqual(['"', '"', "'", "'"])
    })
  )
})

test('a text is read back as it was', () => {
  expect(html`${`<b> & "c" 'd' \\n`}`.markup).toBe('&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39; \\n')
})

test('HTML stays, lists are joined, nothing is nothing', () => {
  expect(html`${[html`<b>${1}</b>`, 'x']}${null}${undefined}${false}${0}`.markup).toBe('<b>1</b>x0')
})
