"""DeeptraceReward's ``all_data.json`` (arXiv 2509.22646): one row per fake trace or real video.

What the paper leaves open is decided here, once, for reading and writing:

- ``faketrace_first_frame`` is the onset in frames: ``(value - base) / video_frame_rate`` seconds.
  The base is 0 unless an option says 1.
- ``faketrace_bbox`` is the union of the boxes over the span; an option gives the onset's box.
- A real video's row has no trace: its box, first frame and duration are written as null, its labels
  as an empty list, its explanation as an empty text. Read, they may be null, NaN or absent: the
  released file was written by a program that leaves NaN, which is not JSON, in such places.
- ``video_type`` follows the accepted verdict. A video judged unsure, and a generated one in which
  nobody found a trace, have no place in the file and are left out.
"""
