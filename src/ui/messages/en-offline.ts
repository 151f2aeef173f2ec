// What is said about the app itself, as it is kept in a browser.

export const enOffline = {
  app: {
    label: 'A newer version',
    newer: 'A newer version of Quits is ready.',
    load: 'Load it now',
    later: 'Later',
    title: 'Quits as an app',
    kept: '✓ Kept on this device: Quits opens without a connection.',
    install: 'Install as app',
    byHand:
      'To have it as an app: Share, then Add to Home Screen. That app has its own data: link it like another device, or restore a backup there.',
  },
} as const
