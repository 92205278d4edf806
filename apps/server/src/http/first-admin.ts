import { Fault, httpStatusOf, toFault } from '@hookwright/model'
import express, { type Response, Router } from 'express'
import { z } from 'zod'
import type { SignIn } from '../sign-in/sign-in.ts'
import { escapeHtml, page } from './page.ts'

const Form = z.strictObject({
  code: z.string().max(200),
  name: z.string().max(200),
  password: z.string().max(1_000)
})

/** The code stands behind the # of the link, where no log sees it; a script of its own puts it into the form. */
const script = `const code = document.querySelector('input[name=code]')
if (location.hash.length > 1) code.value = location.hash.slice(1)
`

const form = (code: string, name: string, fault: Fault | null): string => `
<p>You are the first here. Choose the name and password that you will sign in with; you will be the admin.</p>
${fault === null ? '' : `<p class="fault" role="alert">${escapeHtml(fault.message)}</p>`}
<form method="post" action="/first-admin">
<input type="hidden" name="code" value="${escapeHtml(code)}">
<label for="name">Name</label>
<input id="name" name="name" autocomplete="username" required maxlength="64" value="${escapeHtml(name)}">
<label for="password">Password, 12 characters or more</label>
<input id="password" name="password" type="password" autocomplete="new-password" required minlength="12">
<button>Become the admin</button>
</form>
<script src="/first-admin/code.js" defer></script>`

const show = (response: Response, status: number, body: string): void => {
  response.status(status).type('html').set('cache-control', 'no-store').send(page('First admin', body))
}

/**
 * The page behind the link that the start prints: name and password, and one is signed in. Gone once there is an admin.
 * Throws `first-admin.exists`.
 */
export const firstAdminPage = (signIn: SignIn): Router => {
  const router = Router()
  router.get('/code.js', (_request, response) => {
    response.type('js').send(script)
  })
  router.get('/', (_request, response) => {
    if (signIn.firstAdminLink() === null) throw new Fault('first-admin.exists')
    show(response, 200, form('', '', null))
  })
  router.post('/', express.urlencoded({ extended: false, limit: '16kb' }), async (request, response) => {
    const { code, name, password } = Form.parse(request.body)
    try {
      const { cookies } = await signIn.createFirstAdmin({ code, name, password })
      response.set('set-cookie', cookies).redirect(303, '/')
    } catch (thrown) {
      const fault = toFault(thrown)
      if (fault.code === 'internal') throw thrown
      show(response, httpStatusOf(fault.code), form(code, name, fault))
    }
  })
  return router
}
