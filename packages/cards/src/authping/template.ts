import { type Flow, literal } from '@hookwright/model'
import { rawRequest } from '../raw-request/card.ts'
import type { TemplateInput } from '../template/build-template.ts'
import { accountPath, filled, requestInputs, rowOfCards } from '../template/build-template.ts'
import { authping } from './card.ts'

/**
 * Returns a template for the flow that tests a connection, which makers adapt to their service. It requests
 * the account at the practice service and fails if the connection's credentials are refused.
 */
export const authpingTemplate = ({ baseUrl, newId }: Omit<TemplateInput, 'options'>): Flow =>
  rowOfCards(
    filled(authping, newId()),
    filled(rawRequest, newId(), {
      title: 'Get the current account',
      ...requestInputs(baseUrl, {
        url: literal(accountPath(baseUrl)),
        note: 'Enter a path below the base URL that requires the credentials, such as the path of the account.'
      })
    })
  )
