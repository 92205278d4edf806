import type { Dispatcher } from 'undici'

/**
 * Tells of the moment before a request's first byte is written on a connection. What fails without it was never sent:
 * no name found, no connection, no secure connection, or no free place among the connections.
 */
export const noteStart =
  (begun: () => void): Dispatcher.DispatcherComposeInterceptor =>
  dispatch =>
  (request, handler) =>
    dispatch(request, {
      onRequestStart: (controller, context) => {
        begun()
        handler.onRequestStart?.(controller, context)
      },
      onRequestUpgrade: (...told) => handler.onRequestUpgrade?.(...told),
      onResponseStart: (...told) => handler.onResponseStart?.(...told),
      onResponseData: (...told) => handler.onResponseData?.(...told),
      onResponseEnd: (...told) => handler.onResponseEnd?.(...told),
      onResponseError: (...told) => handler.onResponseError?.(...told)
    })
