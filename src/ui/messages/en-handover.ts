// What is said where a pot goes from one screen to another's camera.

export const enHandover = {
  handover: {
    title: 'Without a network',
    about:
      'A screen shows the whole pot as a moving QR code, and the other device reads it with its camera. Whoever films it can read the pot; keys are not in it.',
    show: 'Show as moving QR code',
    close: 'Stop showing',
    code: 'Moving code of this pot, for a camera',
    part: 'Part {n} of {of}',
    round:
      'All parts once take a second. On the other device, choose “Read a moving QR code” beside “Choose a file…”, or here, and hold its camera so that the code fills the picture. | All parts once take {n} seconds. On the other device, choose “Read a moving QR code” beside “Choose a file…”, or here, and hold its camera so that the code fills the picture.',
    pause: 'Pause',
    goOn: 'Go on',
    next: 'Next part',
    long: 'This pot has {parts} parts: all of them once take about a minute, and what the camera misses takes another round. A pot file is faster. | This pot has {parts} parts: all of them once take about {n} minutes, and what the camera misses takes another round. A pot file is faster.',
    anyway: 'Show it anyway',
    hold: 'Hold the moving code in front of the camera',
    progress: '{n} of {of} parts',
    progressLabel: 'Parts read so far',
    wait: 'Hold still. What the camera misses comes again in the next round.',
    again: 'Begin again',
    checking: 'Checking what was read…',
    refused:
      'The camera cannot be used here: there is none, or the browser was told not to allow it. Ask for a pot file or the link of an invitation instead.',
  },
} as const
